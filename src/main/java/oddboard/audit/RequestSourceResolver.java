package oddboard.audit;

import java.util.Optional;

/** Knows where what this thread does now was requested; every bean of this type is called, in order. */
@FunctionalInterface
public interface RequestSourceResolver {
    Optional<RequestSource> now();
}
