package oddboard.layout;

/** What the images of a folder are. */
public enum FolderRole {
    TRAINING,
    /** Normal images, of which a share is held out as test images. */
    SPLIT,
    /** Normal test images. */
    NORMAL,
    /** Anomalous test images. */
    DEFECT,
    /** Test images without a label. */
    UNLABELED,
    MASKS,
    LEAVE_OUT
}
