package oddboard.label;

import oddboard.dataset.VersionId;

/** A version's labels are split from now on; published within the transaction that splits them. */
public record LabelSplitMade(VersionId version) {}
