package oddboard.dataset;

/** A version has a new label set; told within the transaction that saves it. */
public record LabelSetSaved(VersionId version, Labels labels) {}
