package oddboard.label;

import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;

/** A version has a new label set; published within the transaction that saves it. */
public record LabelSetSaved(VersionId version, Labels labels) {}
