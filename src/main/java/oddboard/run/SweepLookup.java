package oddboard.run;

import java.util.Optional;
import oddboard.account.User;

/** Finds the sweep that a run belongs to. Implemented by the package of sweeps. */
public interface SweepLookup {
    /** Empty where the run is part of no sweep, or the viewer may not see it. */
    Optional<Link> sweepOf(RunId run, User viewer);

    /** A sweep to link to. */
    record Link(SweepId id, String name) {}
}
