"""Outlines of what is worn: shoes, clothes, watches. Data only; a drawing is a thousand units wide and high."""

from typing import Final

from app.devices.drawing.canvas import Layer, Shade

FLAT, ROUND, GLASS = Shade.FLAT, Shade.ROUND, Shade.GLASS

_UPPER = (
    "M 128 606 C 112 540 118 470 142 420 C 152 398 190 398 206 424 C 232 462 284 470 322 444 C 352 424 376 378 408 344 "
    "C 420 332 440 330 452 344 C 474 370 492 402 520 420 C 610 474 720 500 810 524 C 868 540 898 568 896 612 Z"
)
SHOE: Final = (
    Layer("M 110 640 C 106 606 122 592 152 594 L 850 606 C 902 608 916 640 902 670 C 890 698 860 702 820 702 "
          "L 180 702 C 132 702 114 680 110 640 Z", "light"),
    Layer("M 146 688 L 862 690 C 850 712 828 716 796 716 L 190 714 C 164 713 152 704 146 688 Z", "rubber", FLAT),
    Layer(_UPPER),
    Layer("M 206 424 C 232 462 284 470 322 444 C 352 424 376 378 408 344 C 398 404 362 476 306 492 C 252 504 214 474 "
          "206 424 Z", lift=-0.42),
    Layer("M 128 606 C 112 540 118 470 142 420 C 150 404 176 400 192 410 C 206 470 214 540 214 607 Z", lift=-0.16),
    Layer("M 724 609 C 732 562 764 528 812 524 C 868 540 898 568 896 612 Z", lift=-0.12),
    Layer("M 432 474 L 384 604 M 494 496 L 448 605 M 556 518 L 512 606", "light", FLAT, width=22, cover=0.92),
    Layer("M 452 344 C 474 370 492 402 520 420 C 566 448 616 464 668 480 L 646 522 C 584 504 520 484 470 448 C 444 428 "
          "430 394 424 366 Z", lift=0.10),
    Layer("M 476 374 L 440 404 M 500 406 L 462 438 M 536 432 L 500 468 M 576 452 L 548 490 M 620 468 L 598 508",
          "light", FLAT, width=10),
    Layer("M 150 634 C 320 648 640 652 888 646", "grey", FLAT, width=4, cover=0.35),
)  # fmt: skip
SOLES: Final = (
    Layer("M 300 130 C 380 120 420 210 414 320 C 408 420 384 500 392 600 C 400 720 388 850 310 862 C 226 870 210 760 220 "
          "640 C 230 520 186 430 180 330 C 174 220 214 140 300 130 Z", "light", both=True),
    Layer("M 300 168 C 356 164 384 230 380 318 C 374 400 352 470 346 470 L 262 470 C 244 440 216 380 214 320 C 212 236 "
          "240 172 300 168 Z", lift=-0.05, both=True),
    Layer("M 256 690 C 270 660 340 660 358 690 C 366 760 352 826 308 828 C 264 828 250 760 256 690 Z", both=True),
    Layer("M 228 250 L 372 230 M 222 300 L 380 284 M 222 350 L 380 340 M 236 400 L 372 394 M 252 440 L 358 436 M 262 710 "
          "L 352 706 M 260 750 L 354 748 M 268 790 L 346 790", "light", FLAT, width=9, cover=0.75, both=True),
)  # fmt: skip
HEELS: Final = (
    Layer("M 190 640 C 196 560 206 480 232 420 C 250 380 356 380 376 420 C 402 480 412 560 418 640 Z", both=True),
    Layer("M 236 430 C 256 396 352 396 372 430 C 384 470 380 486 360 492 L 248 492 C 228 486 226 470 236 430 Z", lift=-0.4, both=True),
    Layer("M 268 500 L 340 500 L 350 640 L 258 640 Z", lift=-0.16, both=True),
    Layer("M 178 640 L 430 640 C 440 668 438 696 426 706 L 182 706 C 170 696 168 668 178 640 Z", "light", both=True),
    Layer("M 184 696 L 424 696 L 416 718 L 192 718 Z", "rubber", FLAT, both=True),
    Layer("R 286 440 36 60 10", "light", FLAT, cover=0.9, both=True),
)  # fmt: skip
BOOT: Final = (
    Layer("M 170 640 L 884 640 C 906 664 904 700 884 722 L 176 722 C 160 700 160 664 170 640 Z", "rubber"),
    Layer("M 190 722 L 236 722 L 232 742 L 196 742 Z M 270 722 L 316 722 L 312 742 L 276 742 Z M 350 722 L 396 722 L 392 742 "
          "L 356 742 Z M 560 722 L 606 722 L 602 742 L 566 742 Z M 640 722 L 686 722 L 682 742 L 646 742 Z M 720 722 L 766 "
          "722 L 762 742 L 726 742 Z M 800 722 L 846 722 L 842 742 L 806 742 Z", "ink", FLAT),
    Layer("M 192 646 L 196 250 C 198 222 214 208 242 210 L 420 216 C 448 218 462 236 462 262 C 462 330 466 404 512 444 C "
          "574 494 716 500 800 532 C 866 558 884 602 880 646 Z"),
    Layer("M 196 250 C 198 222 214 208 242 210 L 420 216 C 448 218 462 236 462 262 L 462 286 L 195 276 Z", lift=-0.34),
    Layer("M 192 646 L 195 440 C 250 460 290 540 296 646 Z", lift=-0.22),
    Layer("M 690 646 C 696 580 740 532 806 534 C 866 558 884 602 880 646 Z", lift=-0.26),
    Layer("M 462 286 C 464 350 472 410 512 444 C 556 480 640 492 706 506 L 660 560 C 560 540 470 520 420 440 C 396 396 392 "
          "340 392 284 Z", lift=0.10),
    Layer("M 396 316 L 462 304 M 400 360 L 466 346 M 412 408 L 476 388 M 436 454 L 504 430 M 478 498 L 540 466 M 530 530 "
          "L 588 486 M 588 550 L 642 498", "gold", FLAT, width=11),
    Layer("M 170 652 L 886 652", "gold", FLAT, width=5, cover=0.7),
)  # fmt: skip

_SLEEVE = "M 322 206 C 266 228 226 270 206 330 L 104 700 C 100 722 110 738 132 744 L 196 760 C 216 764 230 754 236 734 L 336 440 Z"
_TORSO = (
    "M 372 190 C 330 200 300 214 292 250 L 292 806 C 292 830 308 842 332 842 L 668 842 C 692 842 708 830 708 806 L 708 250 "
    "C 700 214 670 200 628 190 C 600 240 400 240 372 190 Z"
)
_HOOD = "M 366 214 C 350 130 414 88 500 88 C 586 88 650 130 634 214 C 606 268 394 268 366 214 Z"
_IN_HOOD = "M 410 204 C 404 152 448 126 500 126 C 552 126 596 152 590 204 C 560 244 440 244 410 204 Z"
JACKET: Final = (
    Layer(_SLEEVE, lift=-0.08, both=True),
    Layer("M 112 690 L 244 722", lift=-0.3, width=8, shade=FLAT, both=True),
    Layer(_TORSO),
    Layer("M 292 250 C 300 214 330 200 372 190 C 400 240 600 240 628 190 C 670 200 700 214 708 250 L 708 380 L 292 380 Z",
          lift=0.07),
    Layer(_HOOD, lift=-0.06),
    Layer(_IN_HOOD, lift=-0.45),
    Layer("M 500 236 L 500 842", lift=-0.45, width=13, shade=FLAT),
    Layer("M 500 240 L 500 838", "metal", FLAT, width=4, cover=0.8),
    Layer("R 490 262 20 54 8", "orange", FLAT),
    Layer("M 340 690 L 414 590", lift=-0.36, width=11, shade=FLAT, both=True),
    Layer("M 298 806 L 702 806", lift=-0.26, width=5, shade=FLAT),
    Layer("R 576 330 84 28 6", "light", FLAT, cover=0.9),
)  # fmt: skip
HOODIE: Final = (
    Layer(_SLEEVE, lift=-0.06, both=True),
    Layer("M 106 694 L 240 728 L 232 756 C 226 764 214 766 196 760 L 132 744 C 112 738 100 722 106 694 Z", lift=-0.2, both=True),
    Layer(_TORSO),
    Layer("M 292 790 L 708 790 L 708 812 C 706 832 690 842 668 842 L 332 842 C 310 842 294 832 292 812 Z", lift=-0.16),
    Layer("M 352 742 L 382 586 L 618 586 L 648 742 C 648 756 640 762 628 762 L 372 762 C 360 762 352 756 352 742 Z", lift=-0.1),
    Layer(_HOOD, lift=-0.04),
    Layer(_IN_HOOD, lift=-0.42),
    Layer("M 452 240 C 446 300 456 360 448 420 M 548 240 C 554 300 544 360 552 420", "light", FLAT, width=10),
    Layer("R 440 414 16 34 6 R 544 414 16 34 6", "metal", FLAT),
)  # fmt: skip
TEE: Final = (
    Layer("M 330 218 C 270 232 226 262 196 312 L 116 442 C 108 458 112 470 126 478 L 220 530 C 236 538 248 532 256 518 L 330 "
          "400 Z", lift=-0.06, both=True),
    Layer("M 124 470 L 248 534", lift=-0.2, width=6, shade=FLAT, both=True),
    Layer("M 388 196 C 346 206 312 214 300 240 L 300 806 C 300 824 312 834 330 834 L 670 834 C 688 834 700 824 700 806 L 700 "
          "240 C 688 214 654 206 612 196 C 584 266 416 266 388 196 Z"),
    Layer("M 388 196 C 416 266 584 266 612 196 C 596 190 588 190 584 192 C 556 234 444 234 416 192 C 408 190 396 192 388 "
          "196 Z", lift=-0.16),
    Layer("M 416 194 C 444 236 556 236 584 194 C 560 212 440 212 416 194 Z", lift=-0.4),
    Layer("M 306 800 L 694 800", lift=-0.14, width=4, shade=FLAT),
    Layer("M 352 430 C 372 560 366 680 350 770 M 648 430 C 628 560 634 680 650 770", lift=-0.12, width=10, shade=FLAT, cover=0.5),
    Layer("M 560 372 L 592 322 L 624 372 Z M 606 372 L 632 336 L 656 372 Z", lift=-0.38, shade=FLAT),
)  # fmt: skip
TIGHTS: Final = (
    Layer("M 356 150 L 500 150 L 506 330 C 504 520 470 700 452 862 C 450 876 442 884 430 884 L 348 884 C 336 884 328 876 328 "
          "862 C 322 640 306 420 356 150 Z", both=True),
    Layer("R 352 128 296 62 18", lift=0.1),
    Layer("M 372 230 C 340 420 350 640 352 860", "teal", FLAT, width=9, both=True),
    Layer("M 500 190 L 500 330", lift=0.22, width=5, shade=FLAT),
    Layer("M 330 836 L 452 836", lift=0.22, width=4, shade=FLAT, both=True),
    Layer("R 470 148 60 20 6", "light", FLAT, cover=0.85),
)  # fmt: skip
BRIEFS: Final = (
    Layer("R 210 170 580 700 26", "#E4EAEE", GLASS, cover=0.95),
    Layer("R 250 330 500 500 18", lift=-0.02),
    Layer("R 250 330 500 56 14", "light", FLAT),
    Layer("M 250 470 C 380 540 430 640 440 830 M 750 470 C 620 540 570 640 560 830", lift=-0.3, width=8, shade=FLAT),
    Layer("R 290 330 70 56 0 R 430 330 70 56 0 R 570 330 70 56 0", lift=-0.15, shade=FLAT, cover=0.5),
    Layer("R 210 170 580 118 26", "ink"),
    Layer("R 210 250 580 38 0", "ink", FLAT),
    Layer("E 500 206 46 16", "#E4EAEE", FLAT),
    Layer("M 240 300 L 420 300 L 300 860 L 240 860 Z", "light", FLAT, cover=0.18),
)  # fmt: skip
WATCH: Final = (
    Layer("M 412 330 L 424 90 C 426 76 434 70 448 70 L 552 70 C 566 70 574 76 576 90 L 588 330 Z", "rubber", ROUND),
    Layer("M 412 670 L 424 910 C 426 924 434 930 448 930 L 552 930 C 566 930 574 924 576 910 L 588 670 Z", "rubber", ROUND),
    Layer("E 500 820 10 10 E 500 860 10 10 E 500 780 10 10", "ink", FLAT),
    Layer("R 716 440 26 46 8 R 716 520 26 46 8", "metal"),
    Layer("E 500 500 224 224", lift=0.06),
    Layer("E 500 500 200 200", "metal", lift=-0.2),
    Layer("E 500 500 184 184", "screen", GLASS),
    Layer("M 500 340 C 588 340 660 412 660 500", "teal", FLAT, width=14),
    Layer("M 340 500 C 340 590 412 660 500 660", "orange", FLAT, width=14, cover=0.9),
)  # fmt: skip
