package oddboard.audit;

import java.util.Optional;

/** Knows where what this thread does now was asked for; every bean of this type is asked, in order. */
@FunctionalInterface
public interface RequestSourceResolver {
    Optional<RequestSource> now();
}
