/** Which other hosts this server may call for its users, and how it reaches them. */
@ApplicationModule(allowedDependencies = {"common"})
@NullMarked
package oddboard.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
