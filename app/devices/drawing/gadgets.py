"""Outlines of what runs on a battery or a plug and is held in the hand. Data only."""

from typing import Final

from app.devices.drawing.canvas import Layer, Shade

FLAT, ROUND, GLASS = Shade.FLAT, Shade.ROUND, Shade.GLASS

PHONE: Final = (
    Layer("R 664 300 14 90 6 R 664 420 14 60 6", lift=-0.3),
    Layer("R 318 110 356 780 62", lift=0.12),
    Layer("R 326 118 340 764 56", lift=-0.34),
    Layer("R 338 130 316 740 46", "screen", FLAT),
    Layer("M 338 176 C 338 146 354 130 384 130 L 608 130 C 638 130 654 146 654 176 L 654 520 C 580 470 420 620 338 540 Z",
          "#2457D6", lift=0.05),
    Layer("M 338 540 C 420 620 580 470 654 520 L 654 824 C 654 854 638 870 608 870 L 384 870 C 354 870 338 854 338 824 Z",
          "#172B6B"),
    Layer("M 338 640 C 430 560 560 700 654 600 L 654 700 C 560 800 430 660 338 740 Z", "teal", FLAT, cover=0.55),
    Layer("R 458 150 84 22 11", "ink", FLAT),
    Layer("R 440 846 112 8 4", "light", FLAT, cover=0.8),
    Layer("M 338 176 C 338 146 354 130 384 130 L 540 130 L 380 870 C 354 870 338 854 338 824 Z", "light", FLAT, cover=0.06),
)  # fmt: skip
PHONE_BACK: Final = (
    Layer("R 322 300 14 90 6 R 322 420 14 60 6", lift=-0.3),
    Layer("R 326 110 356 780 62", lift=-0.3),
    Layer("R 332 116 344 768 58"),
    Layer("M 332 174 C 332 138 352 116 390 116 L 560 116 L 400 884 C 356 884 332 862 332 826 Z", "light", FLAT, cover=0.08),
    Layer("R 358 142 168 178 40", lift=0.08),
    Layer("E 404 190 32 32 E 404 272 32 32 E 480 190 32 32", "ink"),
    Layer("E 404 190 20 20 E 404 272 20 20 E 480 190 20 20", "#20304A"),
    Layer("E 396 182 6 6 E 396 264 6 6 E 472 182 6 6", "light", FLAT, cover=0.7),
    Layer("E 480 272 13 13", "cream", FLAT),
)  # fmt: skip
TABLET: Final = (
    Layer("R 110 220 780 560 44", lift=-0.06),
    Layer("R 118 228 764 544 38", "ink", FLAT),
    Layer("R 146 256 708 488 16", "screen", FLAT),
    Layer("M 146 272 C 146 262 152 256 162 256 L 838 256 C 848 256 854 262 854 272 L 854 520 C 700 400 380 640 146 470 Z",
          "#3E7BD6"),
    Layer("M 146 470 C 380 640 700 400 854 520 L 854 728 C 854 738 848 744 838 744 L 162 744 C 152 744 146 738 146 728 Z",
          "#1C3F86"),
    Layer("M 146 600 C 360 520 620 720 854 600 L 854 660 C 620 780 360 580 146 660 Z", "mint", FLAT, cover=0.5),
    Layer("E 500 242 6 6", "#20304A", FLAT),
    Layer("M 146 272 L 500 256 L 300 744 L 146 744 Z", "light", FLAT, cover=0.07),
)  # fmt: skip
LAPTOP: Final = (
    Layer("R 200 180 600 410 26", lift=-0.12),
    Layer("R 214 194 572 384 16", "ink", FLAT),
    Layer("R 232 214 536 340 4", "screen", FLAT),
    Layer("M 232 214 L 768 214 L 768 420 C 620 330 420 520 232 400 Z", "#4C6FBF"),
    Layer("M 232 400 C 420 520 620 330 768 420 L 768 554 L 232 554 Z", "#22396F"),
    Layer("M 232 214 L 460 214 L 330 554 L 232 554 Z", "light", FLAT, cover=0.06),
    Layer("E 500 204 5 5", "#20304A", FLAT),
    Layer("M 200 590 L 800 590 L 916 776 C 920 786 914 792 904 792 L 96 792 C 86 792 80 786 84 776 Z", lift=0.05),
    Layer("M 226 606 L 774 606 L 826 692 L 174 692 Z", "rubber", FLAT),
    Layer("M 214 628 L 786 628 M 202 648 L 798 648 M 190 670 L 810 670", "#5A626D", FLAT, width=3),
    Layer("M 280 606 L 236 692 M 350 606 L 318 692 M 425 606 L 408 692 M 500 606 L 500 692 M 575 606 L 592 692 M 650 606 "
          "L 682 692 M 720 606 L 764 692", "#5A626D", FLAT, width=3),
    Layer("M 404 706 L 596 706 L 612 768 L 388 768 Z", lift=-0.12),
    Layer("M 84 782 C 84 808 96 812 112 812 L 888 812 C 904 812 916 808 916 782 Z", lift=-0.28),
)  # fmt: skip
EARBUDS: Final = (
    Layer("M 250 520 C 250 330 340 270 500 270 C 660 270 750 330 750 520 Z", lift=-0.10),
    Layer("M 280 514 C 284 356 360 304 500 304 C 640 304 716 356 720 514 Z", lift=-0.26),
    Layer("M 236 520 L 764 520 C 770 700 700 800 500 800 C 300 800 230 700 236 520 Z"),
    Layer("M 236 520 L 764 520 L 764 548 L 236 548 Z", lift=-0.2),
    Layer("E 400 548 70 26", lift=-0.45, shade=FLAT, both=True),
    Layer("M 372 548 C 366 470 372 430 400 412 C 372 398 352 366 368 330 C 388 290 452 292 466 336 C 478 380 452 404 432 "
          "420 C 440 460 436 510 430 548 Z", lift=0.06, both=True),
    Layer("E 402 352 30 26", "rubber", both=True),
    Layer("E 402 352 14 12", "ink", FLAT, both=True),
    Layer("E 500 650 9 9", "#38B27A", FLAT),
    Layer("M 270 600 C 290 700 360 760 470 772", "light", FLAT, width=12, cover=0.5),
)  # fmt: skip
HEADPHONES: Final = (
    Layer("M 210 600 C 180 260 330 130 500 130 C 670 130 820 260 790 600", lift=0.02, width=64, shade=FLAT),
    Layer("M 224 560 C 206 270 344 150 500 150 C 656 150 794 270 776 560", lift=0.18, width=12, shade=FLAT),
    Layer("M 330 200 C 430 140 570 140 670 200", lift=-0.3, width=40, shade=FLAT),
    Layer("R 196 470 60 150 24", "metal", both=True),
    Layer("R 150 520 150 300 74", lift=0.08, both=True),
    Layer("R 270 536 74 268 40", "ink", ROUND, both=True),
    Layer("E 214 668 42 80", lift=0.2, both=True),
    Layer("E 214 668 12 12", "#38B27A", FLAT),
)  # fmt: skip
POWER_BANK: Final = (
    Layer("R 300 150 400 700 56", shade=ROUND),
    Layer("R 322 172 356 656 44", lift=0.06),
    Layer("R 424 150 152 26 10", "ink", FLAT),
    Layer("R 440 156 46 14 6 R 514 156 46 14 6", "metal", FLAT),
    Layer("E 438 740 12 12 E 480 740 12 12 E 522 740 12 12", "#7FD8FF", FLAT),
    Layer("E 564 740 12 12", "light", FLAT, cover=0.3),
    Layer("M 322 216 C 322 188 340 172 366 172 L 470 172 L 360 828 C 336 824 322 808 322 784 Z", "light", FLAT, cover=0.07),
)  # fmt: skip
SWOLLEN: Final = (
    Layer("M 340 150 L 660 150 C 700 150 720 190 730 260 C 770 420 770 580 730 740 C 720 810 700 850 660 850 L 340 850 C 300 "
          "850 280 810 270 740 C 230 580 230 420 270 260 C 280 190 300 150 340 150 Z", shade=ROUND),
    Layer("M 360 176 L 640 176 C 674 176 692 212 702 276 C 736 430 736 570 702 724 C 692 788 674 824 640 824 L 360 824 C 326 "
          "824 308 788 298 724 C 264 570 264 430 298 276 C 308 212 326 176 360 176 Z", shade=ROUND, lift=0.1),
    Layer("M 700 280 C 712 340 690 380 708 450 C 716 500 700 560 712 620", "ink", FLAT, width=9),
    Layer("R 424 150 152 26 10", "ink", FLAT),
    Layer("M 330 300 L 470 250 M 330 360 L 420 330", "light", FLAT, width=8, cover=0.5),
    Layer("E 438 740 13 13 E 480 740 13 13 E 522 740 13 13 E 564 740 13 13", "#FF5A36", FLAT),
)  # fmt: skip
HEAD_LAMP: Final = (
    Layer("M 120 420 C 130 200 870 200 880 420 L 850 500 C 800 300 200 300 150 500 Z", "rubber"),
    Layer("M 120 420 C 110 520 150 600 300 640 L 300 560 C 200 530 160 490 150 440 Z", lift=-0.05, both=True),
    Layer("M 250 560 C 240 520 260 500 300 500 L 700 500 C 740 500 760 520 750 560 L 720 740 C 716 766 700 780 672 780 L 328 "
          "780 C 300 780 284 766 280 740 Z", lift=0.06),
    Layer("E 500 640 116 116", "metal", lift=-0.2),
    Layer("E 500 640 96 96", "cream", GLASS),
    Layer("E 500 640 44 44", "yellow", FLAT, cover=0.8),
    Layer("E 336 640 26 26", "red"),
    Layer("R 628 616 70 48 14", "orange"),
    Layer("M 300 440 L 700 440", "orange", FLAT, width=10, cover=0.9),
)  # fmt: skip
MICROPHONE: Final = (
    Layer("R 380 110 240 420 118", "metal", ROUND, lift=-0.25),
    Layer("M 386 190 L 614 190 M 382 240 L 618 240 M 380 290 L 620 290 M 380 340 L 620 340 M 380 390 L 620 390", "ink", FLAT,
          width=5, cover=0.55),
    Layer("M 430 120 L 430 420 M 500 110 L 500 420 M 570 120 L 570 420", "ink", FLAT, width=5, cover=0.4),
    Layer("M 380 420 L 620 420 L 620 470 C 620 560 570 600 500 600 C 430 600 380 560 380 470 Z", shade=ROUND),
    Layer("E 500 500 18 18", "#38B27A", FLAT),
    Layer("M 320 330 L 320 470 C 320 600 400 660 500 660 C 600 660 680 600 680 470 L 680 330", lift=0.1, width=24, shade=FLAT),
    Layer("R 484 640 32 160 6", shade=ROUND),
    Layer("M 300 850 C 300 806 400 790 500 790 C 600 790 700 806 700 850 L 700 866 C 700 876 690 882 680 882 L 320 882 C 310 "
          "882 300 876 300 866 Z"),
)  # fmt: skip
TRIPOD: Final = (
    Layer("M 470 380 L 300 850 L 336 862 L 500 420 Z", shade=ROUND, both=True),
    Layer("M 480 400 L 486 870 L 514 870 L 520 400 Z", shade=ROUND, lift=-0.1),
    Layer("R 292 838 56 28 12", "rubber", both=True),
    Layer("R 476 856 48 26 12", "rubber"),
    Layer("R 452 330 96 110 24", lift=0.1),
    Layer("E 500 300 46 46", "metal"),
    Layer("R 548 356 90 24 12", "orange"),
    Layer("M 330 140 L 350 140 L 356 250 L 644 250 L 650 140 L 670 140 L 664 280 L 336 280 Z", lift=0.06),
    Layer("R 326 130 34 60 10", "rubber", both=True),
)  # fmt: skip
CABLE: Final = (
    Layer("M 300 420 C 220 300 420 180 560 260 C 720 350 720 560 560 620 C 400 680 260 580 330 460 C 390 370 560 400 580 500 "
          "C 600 600 480 660 420 760", "ink", FLAT, width=26),
    Layer("M 300 420 C 220 300 420 180 560 260 C 720 350 720 560 560 620 C 400 680 260 580 330 460 C 390 370 560 400 580 500 "
          "C 600 600 480 660 420 760", "rubber", FLAT, lift=0.16, width=9),
    Layer("R 268 400 54 96 12", "ink"),
    Layer("R 280 486 30 44 4", "metal"),
    Layer("R 386 740 70 100 14", "ink"),
    Layer("R 402 836 38 50 4", "metal"),
)  # fmt: skip
CHARGER: Final = (
    Layer("R 330 300 340 400 60", "light", ROUND),
    Layer("R 400 200 40 110 8 R 560 200 40 110 8", "metal"),
    Layer("R 450 640 100 24 12", "ink", FLAT),
)  # fmt: skip
