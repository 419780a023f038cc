package oddboard.dataset;

import oddboard.account.User;
import oddboard.account.UserId;

/** Somebody got a role of their own on a data set; published within the transaction that gives it. */
public record DatasetShared(DatasetId dataset, UserId with, DatasetRole role, User by) {}
