"""Evidence → ranked, with a probability: a small trained model, its files beside the code, read with numpy alone."""
