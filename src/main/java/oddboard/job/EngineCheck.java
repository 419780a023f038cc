package oddboard.job;

/** Asked by whoever computes beside the jobs, where a computation failed. */
@FunctionalInterface
public interface EngineCheck {
    /**
     * Whether it was the engine of this worker and not what it computed. Then the work is to be left to other workers, and this
     * one ends soon.
     */
    boolean isBroken(Throwable failure);
}
