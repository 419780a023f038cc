package oddboard.label;

import java.util.List;
import oddboard.account.User;
import oddboard.dataset.VersionId;

/** Suggestions were approved or rejected; published within the transaction that decides. */
public record LabelMarksDecided(VersionId version, List<Long> ids, boolean approved, User by) {}
