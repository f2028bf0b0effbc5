"""Outlines of what stands in kitchens, bathrooms, workshops and tents, and of boxes. Data only."""

from typing import Final

from app.devices.drawing.canvas import Layer, Shade

FLAT, ROUND, GLASS = Shade.FLAT, Shade.ROUND, Shade.GLASS

BLENDER: Final = (
    Layer("R 420 84 160 40 18", "rubber"),
    Layer("M 330 124 L 670 124 L 640 180 L 360 180 Z", "rubber", lift=0.12),
    Layer("M 340 180 L 660 180 L 622 570 L 378 570 Z", "#C9DDE8", GLASS, cover=0.85),
    Layer("M 349 270 L 651 270 L 622 570 L 378 570 Z", "#F08A4B", ROUND, cover=0.30),
    Layer("M 664 230 C 780 230 780 500 640 500 L 644 462 C 720 462 724 270 660 270 Z", "rubber"),
    Layer("M 400 300 L 440 300 M 404 350 L 430 350 M 408 400 L 446 400 M 412 450 L 436 450 M 416 500 L 448 500", "light", FLAT,
          width=5),
    Layer("M 440 560 L 500 520 L 560 560 M 460 540 L 540 566", "metal", FLAT, width=14),
    Layer("R 366 566 268 44 12", "rubber"),
    Layer("M 360 610 L 640 610 L 700 860 C 704 880 694 892 674 892 L 326 892 C 306 892 296 880 300 860 Z", shade=ROUND),
    Layer("E 500 750 62 62", "metal", ROUND),
    Layer("E 500 750 44 44", lift=-0.1),
    Layer("R 494 706 12 44 6", "orange", FLAT),
    Layer("R 340 880 320 20 10", "rubber", FLAT),
)  # fmt: skip
KETTLE: Final = (
    Layer("M 640 300 C 800 290 820 420 800 560 C 790 640 760 690 706 700 L 700 650 C 740 640 752 590 756 540 C 764 430 756 356 "
          "652 350 Z", "rubber"),
    Layer("M 340 280 L 660 280 C 690 440 720 600 730 790 L 270 790 C 280 600 310 440 340 280 Z", shade=ROUND),
    Layer("M 352 330 L 230 286 C 218 290 218 300 228 310 L 318 430 Z", shade=ROUND, lift=-0.08),
    Layer("M 350 280 C 356 226 430 200 500 200 C 570 200 644 226 650 280 Z", "rubber"),
    Layer("R 466 168 68 44 18", "rubber", lift=0.1),
    Layer("R 520 440 44 230 22", "#CFE2EC", GLASS),
    Layer("R 520 540 44 130 22", "#7EB6D6", GLASS, cover=0.8),
    Layer("M 262 790 L 738 790 L 742 824 C 742 834 736 840 726 840 L 274 840 C 264 840 258 834 258 824 Z", "rubber"),
    Layer("R 236 838 528 40 18", "ink"),
    Layer("R 640 796 60 20 10", "orange", FLAT),
)  # fmt: skip
DESK_LAMP: Final = (
    Layer("M 462 360 L 780 316 L 900 800 L 380 800 Z", "yellow", Shade.FLAT, lift=0.35, cover=0.16),
    Layer("M 300 858 C 300 826 370 814 440 814 C 510 814 580 826 580 858 L 580 876 C 580 886 572 890 562 890 L 318 890 C 308 890 "
          "300 886 300 876 Z", lift=-0.04),
    Layer("M 440 820 L 350 520", "rubber", FLAT, width=40),
    Layer("M 440 820 L 350 520", lift=-0.02, width=30, shade=FLAT),
    Layer("M 350 520 L 600 250", "rubber", FLAT, width=36),
    Layer("M 350 520 L 600 250", lift=-0.02, width=26, shade=FLAT),
    Layer("E 350 520 36 36", "orange"),
    Layer("E 350 520 15 15", "rubber", FLAT),
    Layer("M 470 262 C 470 210 520 186 600 178 C 700 170 776 206 790 284 L 468 334 Z", lift=-0.03),
    Layer("M 468 334 L 790 284 L 794 316 L 470 366 Z", "yellow", FLAT, lift=0.25),
    Layer("M 470 330 L 790 280", "rubber", FLAT, width=7),
    Layer("E 600 216 20 20", "orange"),
    Layer("E 440 850 22 9", "orange", FLAT),
)  # fmt: skip
MUG: Final = (
    Layer("M 660 400 C 800 384 820 480 800 560 C 784 630 730 670 650 660 L 652 606 C 720 612 744 580 752 530 C 760 474 740 446 "
          "662 456 Z", lift=-0.06),
    Layer("M 290 330 L 690 330 L 672 760 C 670 800 650 816 616 816 L 364 816 C 330 816 310 800 308 760 Z", shade=ROUND),
    Layer("E 490 330 200 44", lift=-0.12),
    Layer("E 490 332 178 34", "#5A3A22"),
    Layer("M 440 280 C 420 240 460 220 440 180 M 500 280 C 480 240 520 220 500 180 M 560 280 C 540 240 580 220 560 180",
          "light", FLAT, width=10, cover=0.35),
    Layer("R 440 700 100 14 7", "orange", FLAT),
    Layer("E 490 850 260 36", "metal", lift=0.1),
    Layer("M 310 812 C 360 836 620 836 670 812 L 664 826 C 610 846 370 846 316 826 Z", "ink", FLAT, cover=0.25),
)  # fmt: skip
BROKEN_MUG: Final = (
    Layer("M 290 400 L 360 330 L 420 392 L 480 338 L 560 420 L 620 344 L 690 380 L 672 760 C 670 800 650 816 616 816 L 364 816 "
          "C 330 816 310 800 308 760 Z", shade=ROUND),
    Layer("M 290 400 L 360 330 L 420 392 L 480 338 L 560 420 L 620 344 L 690 380", "#A98763", FLAT, width=14),
    Layer("M 480 338 L 500 470 L 460 560 L 520 690 M 500 470 L 590 540 L 610 640", "ink", FLAT, width=7, cover=0.75),
    Layer("M 740 470 C 830 460 860 540 820 620 L 780 600 C 800 560 790 520 744 520 Z", lift=-0.06),
    Layer("M 120 740 L 220 690 L 250 780 L 160 830 Z M 760 740 L 850 720 L 900 800 L 800 830 Z M 180 600 L 236 590 L 226 650 Z",
          shade=FLAT, lift=-0.05),
    Layer("M 120 740 L 220 690 M 760 740 L 850 720", "#A98763", FLAT, width=10),
)  # fmt: skip
DRILL: Final = (
    Layer("M 86 350 L 170 344 L 170 372 L 86 366 Z", "metal", ROUND),
    Layer("M 168 316 L 268 296 L 268 420 L 168 400 Z", "rubber", ROUND),
    Layer("M 268 272 L 620 252 C 700 250 740 290 740 350 C 740 420 700 450 620 450 L 268 440 Z"),
    Layer("M 268 272 L 340 268 L 340 442 L 268 440 Z", "rubber"),
    Layer("M 480 440 L 660 440 L 690 720 L 548 740 Z", "rubber"),
    Layer("M 500 470 C 466 480 450 520 456 560 L 510 560 Z", lift=-0.2),
    Layer("M 500 730 L 726 700 C 744 698 754 708 756 724 L 764 800 C 766 818 756 828 740 830 L 520 850 C 502 852 492 842 490 "
          "826 L 484 752 C 483 740 488 732 500 730 Z"),
    Layer("M 488 770 L 758 744 L 764 800 C 766 818 756 828 740 830 L 520 850 C 502 852 492 842 490 826 Z", "ink"),
    Layer("M 400 330 L 600 322 M 400 366 L 600 360 M 400 402 L 600 398", lift=-0.4, width=12, shade=FLAT),
    Layer("M 560 520 L 640 516 M 564 560 L 648 556 M 568 600 L 654 596 M 574 640 L 660 636", "ink", FLAT, width=9),
)  # fmt: skip
VACUUM: Final = (
    Layer("M 566 330 L 370 806 L 402 818 L 602 346 Z", "metal", ROUND),
    Layer("M 270 796 L 470 830 C 486 834 490 846 486 862 L 480 884 C 478 894 470 900 458 898 L 232 858 C 220 856 214 848 218 "
          "836 L 236 808 C 242 798 254 794 270 796 Z"),
    Layer("M 232 842 L 484 884", "ink", FLAT, width=14),
    Layer("M 540 360 C 500 330 500 240 560 200 C 620 160 700 200 706 280 C 712 350 660 400 600 390 Z", "#CFE2EC", GLASS,
          cover=0.9),
    Layer("M 560 330 C 540 300 552 250 590 232 C 640 214 680 250 676 300 C 670 340 620 360 560 330 Z", "#8A8F97", FLAT, cover=0.5),
    Layer("M 640 130 C 720 110 790 160 800 240 C 806 310 770 360 716 366 L 690 300 C 730 290 740 250 730 216 C 720 190 690 184 "
          "660 196 Z"),
    Layer("R 690 90 120 86 30", lift=-0.1),
    Layer("R 722 114 56 34 10", "screen"),
    Layer("M 640 420 L 760 380 L 776 440 L 660 470 Z", "ink"),
)  # fmt: skip
BOTTLE: Final = (
    Layer("R 410 96 180 92 20", "rubber", ROUND),
    Layer("M 450 96 C 450 40 550 40 550 96", "rubber", FLAT, width=22),
    Layer("R 420 184 160 40 6", lift=-0.2, shade=ROUND),
    Layer("M 420 220 L 580 220 C 640 246 660 280 660 340 L 660 850 C 660 884 644 900 610 900 L 390 900 C 356 900 340 884 340 "
          "850 L 340 340 C 340 280 360 246 420 220 Z", shade=ROUND),
    Layer("M 340 800 L 660 800 L 660 850 C 660 884 644 900 610 900 L 390 900 C 356 900 340 884 340 850 Z", lift=-0.14, shade=ROUND),
    Layer("M 470 470 L 500 420 L 530 470 Z M 516 470 L 542 430 L 568 470 Z M 460 484 L 578 484", lift=-0.4, shade=FLAT),
)  # fmt: skip
BACKPACK: Final = (
    Layer("M 400 150 C 400 84 600 84 600 150", "rubber", FLAT, width=24),
    Layer("M 270 320 C 190 360 176 520 196 740 C 200 770 214 780 240 776 L 300 760 Z", lift=-0.24, both=True),
    Layer("M 290 330 C 290 200 380 130 500 130 C 620 130 710 200 710 330 L 740 810 C 740 852 716 876 676 876 L 324 876 C 284 "
          "876 260 852 260 810 Z"),
    Layer("M 286 360 C 280 210 370 120 500 120 C 630 120 720 210 714 360 C 712 412 690 430 650 430 L 350 430 C 310 430 288 412 "
          "286 360 Z", lift=0.08),
    Layer("M 316 560 C 316 520 336 504 370 504 L 630 504 C 664 504 684 520 684 560 L 700 780 C 702 816 684 832 650 832 L 350 832 "
          "C 316 832 298 816 300 780 Z", lift=-0.1),
    Layer("M 330 590 L 670 590", "ink", FLAT, width=10),
    Layer("M 390 420 L 390 540 M 610 420 L 610 540", "rubber", FLAT, width=26),
    Layer("R 368 470 44 44 8 R 588 470 44 44 8", "ink"),
    Layer("M 220 560 L 256 640 M 780 560 L 744 640", "orange", FLAT, width=8),
    Layer("R 446 260 108 44 8", "light", FLAT, cover=0.9),
)  # fmt: skip
POT: Final = (
    Layer("M 780 480 L 940 470 C 956 470 960 500 944 504 L 780 520 Z", "rubber"),
    Layer("M 230 380 L 790 380 L 776 740 C 774 790 740 810 690 810 L 330 810 C 280 810 246 790 244 740 Z", shade=ROUND),
    Layer("E 510 380 290 58", lift=0.12),
    Layer("E 510 376 250 44", lift=-0.06),
    Layer("R 476 300 68 44 20", "rubber"),
    Layer("M 256 560 L 296 560 M 258 620 L 284 620 M 260 680 L 298 680", lift=-0.4, width=5, shade=FLAT),
)  # fmt: skip
SPORK: Final = (
    Layer("M 430 120 L 446 120 L 452 240 L 474 240 L 478 120 L 494 120 L 498 240 L 520 240 L 526 120 L 542 120 L 552 240 L 560 "
          "120 L 572 120 C 590 240 586 330 530 380 L 524 380 L 532 880 C 532 906 470 906 470 880 L 478 380 L 472 380 C 414 330 "
          "412 240 430 120 Z", shade=ROUND),
    Layer("E 501 850 12 18", "ink", FLAT, cover=0.8),
    Layer("M 450 300 C 460 340 540 340 552 300", lift=0.4, width=7, shade=FLAT),
)  # fmt: skip
TUBE: Final = (
    Layer("M 350 150 L 650 150 L 612 700 L 388 700 Z", shade=ROUND),
    Layer("M 342 110 L 658 110 L 650 170 L 350 170 Z", lift=-0.12),
    Layer("M 360 118 L 360 164 M 400 118 L 400 164 M 440 118 L 440 164 M 480 118 L 480 164 M 520 118 L 520 164 M 560 118 L 560 "
          "164 M 600 118 L 600 164 M 640 118 L 640 164", lift=-0.3, width=4, shade=FLAT),
    Layer("R 382 696 236 180 26", "light", ROUND),
    Layer("M 400 730 L 400 860 M 440 724 L 440 864 M 480 722 L 480 866 M 520 722 L 520 866 M 560 724 L 560 864 M 600 730 L 600 860",
          "grey", FLAT, width=4, cover=0.5),
    Layer("E 500 330 74 74", "light", FLAT, cover=0.95),
    Layer("M 500 226 L 500 206 M 500 434 L 500 454 M 396 330 L 376 330 M 604 330 L 624 330 M 426 256 L 412 242 M 574 256 L 588 "
          "242 M 426 404 L 412 418 M 574 404 L 588 418", "light", FLAT, width=12),
)  # fmt: skip
DROPPER: Final = (
    Layer("M 462 90 C 462 60 538 60 538 90 L 544 220 L 456 220 Z", "rubber", ROUND),
    Layer("R 440 216 120 110 14", "metal", ROUND),
    Layer("M 430 326 L 570 326 L 570 366 C 650 390 670 430 670 490 L 670 830 C 670 868 650 886 612 886 L 388 886 C 350 886 330 "
          "868 330 830 L 330 490 C 330 430 350 390 430 366 Z", shade=ROUND),
    Layer("R 330 520 340 250 0", "paper", ROUND),
    Layer("M 370 700 L 630 700", "orange", FLAT, width=8),
)  # fmt: skip
JAR: Final = (
    Layer("R 330 130 340 150 26", "light", ROUND),
    Layer("M 350 150 L 350 262 M 390 146 L 390 266 M 430 144 L 430 268 M 470 143 L 470 269 M 530 143 L 530 269 M 570 144 L 570 "
          "268 M 610 146 L 610 266 M 650 150 L 650 262", "grey", FLAT, width=4, cover=0.5),
    Layer("M 330 280 L 670 280 C 716 296 730 324 730 370 L 730 820 C 730 866 706 890 660 890 L 340 890 C 294 890 270 866 270 820 "
          "L 270 370 C 270 324 284 296 330 280 Z", shade=ROUND),
    Layer("R 270 430 460 330 0", "paper", ROUND),
    Layer("R 270 690 460 70 0", lift=0.1, shade=ROUND),
    Layer("R 410 636 60 28 14 R 500 644 60 28 14", "yellow"),
)  # fmt: skip
SURPRISE: Final = (
    Layer("M 220 400 L 780 400 L 780 840 C 780 862 768 874 746 874 L 254 874 C 232 874 220 862 220 840 Z"),
    Layer("R 190 310 620 110 16", lift=0.1),
    Layer("R 446 310 108 564 0", "gold"),
    Layer("M 500 310 C 420 320 330 280 350 210 C 370 150 470 180 500 300 C 530 180 630 150 650 210 C 670 280 580 320 500 310 Z M "
          "500 296 C 470 240 410 210 390 230 C 376 262 430 290 500 296 Z M 500 296 C 530 240 590 210 610 230 C 624 262 570 290 500 "
          "296 Z", "gold", FLAT),
    Layer("M 300 520 L 330 560 L 300 600 L 270 560 Z M 680 640 L 710 680 L 680 720 L 650 680 Z", "red", FLAT, cover=0.7),
)  # fmt: skip
BOX: Final = (
    Layer("R 170 250 660 520 12"),
    Layer("R 170 250 660 96 12", lift=0.12),
    Layer("R 170 320 660 26 0", lift=0.12, shade=FLAT),
    Layer("M 170 346 L 830 346", lift=-0.24, width=5, shade=FLAT),
)  # fmt: skip
CARTON: Final = (
    Layer("R 60 190 880 640 10", "card"),
    Layer("R 60 440 880 110 0", "#D9B98C", FLAT, cover=0.75),
    Layer("M 60 495 L 940 495", "card", FLAT, lift=-0.3, width=5),
    Layer("M 120 740 L 150 700 L 180 740 M 150 700 L 150 790 M 210 740 L 240 700 L 270 740 M 240 700 L 240 790 M 110 804 L 280 804",
          "card", FLAT, lift=-0.45, width=7, cover=0.8),
)  # fmt: skip
BAG: Final = (
    Layer("M 260 330 C 300 300 420 320 500 320 C 580 320 700 300 740 330 C 790 520 800 700 770 850 C 620 900 380 900 230 850 C 200 "
          "700 210 520 260 330 Z", "#9AA0A8", GLASS),
    Layer("M 250 380 L 750 380", "orange", FLAT, width=12),
    Layer("M 400 380 L 380 480 M 410 380 L 430 470", "orange", FLAT, width=8),
    Layer("M 300 420 L 300 840 M 380 420 L 380 866 M 460 420 L 460 874 M 540 420 L 540 874 M 620 420 L 620 866 M 700 420 L 700 840",
          "ink", FLAT, width=2, cover=0.25),
)  # fmt: skip
LEAFLET: Final = (
    Layer("R 260 180 480 640 10", "paper"),
    Layer("R 310 240 380 150 6", shade=FLAT, cover=0.85),
    Layer("M 310 440 L 690 440 M 310 490 L 690 490 M 310 540 L 640 540 M 310 620 L 690 620 M 310 670 L 560 670", "grey", FLAT,
          width=12, cover=0.6),
)  # fmt: skip
LACES: Final = (
    Layer("M 300 300 C 500 200 700 260 680 400 C 660 520 400 460 340 560 C 300 640 420 760 640 700", "light", FLAT, width=24),
    Layer("M 340 330 C 520 250 640 300 630 400 C 610 480 360 440 300 600 C 290 700 480 800 680 730", "grey", FLAT, width=10,
          cover=0.5),
)  # fmt: skip
