package oddboard.dataset;

import java.time.Instant;
import oddboard.account.UserId;

/** Somebody with a role of their own on a data set; {@code addedBy} is empty for its owner, and where that person is gone. */
public record Member(UserId user, String name, DatasetRole role, String addedBy, Instant since) {}
