package oddboard.label;

import oddboard.account.User;
import oddboard.dataset.VersionId;

/** Somebody says that a label is wrong; published within the transaction that stores it. */
public record LabelMarked(VersionId version, User by) {}
