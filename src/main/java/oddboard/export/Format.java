package oddboard.export;

/** Form of a network in a bundle. */
public enum Format {
    ONNX,
    TORCHSCRIPT
}
