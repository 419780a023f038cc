package oddboard.ingest;

/** Which values of a mask mark a pixel as anomalous. */
public enum MaskValues {
    /** The only one beside 0; a mask with more values is refused. */
    TWO(1),
    /** All but 0: numbers of instances or types, edges that were smoothed. */
    NOT_ZERO(1),
    /** Half of white and more: masks from JPEG, whose compression leaves values near 0 around what is marked. */
    HALF(128);

    /** Of 255. */
    final int least;

    MaskValues(int least) {
        this.least = least;
    }
}
