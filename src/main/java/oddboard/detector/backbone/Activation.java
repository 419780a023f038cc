package oddboard.detector.backbone;

/** What follows a convolution and its batch normalization. */
enum Activation {
    NONE,
    RELU,
    /** Also cut at 6. */
    RELU6
}
