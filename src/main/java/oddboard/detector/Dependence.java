package oddboard.detector;

/** What the score of an image depends on. */
public enum Dependence {
    /** On the image alone. */
    IMAGE,
    /** Also on its place among those that are scored. */
    PLACE,
    /** Also on the images beside it. */
    OTHERS
}
