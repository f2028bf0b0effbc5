"""Evidence on disk, its chain and its verifier, tried against crashes, full disks and tampering."""
