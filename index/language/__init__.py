"""Reading Chinese: folding with the way back, numerals, periods, segmentation."""
