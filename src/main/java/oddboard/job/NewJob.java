package oddboard.job;

import oddboard.account.UserId;

/**
 * A job to enqueue.
 *
 * @param kind the {@link JobHandler#kind} that will do it
 * @param label only a worker with this label takes it ({@code cpu}, {@code gpu}, ...)
 * @param priority higher goes first; 0 is usual
 */
public record NewJob(String kind, String label, int priority, UserId by) {}
