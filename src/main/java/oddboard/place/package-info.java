/** Where files lie that nobody sends: folders of the server and buckets that an administrator listed, and https addresses. */
@ApplicationModule(allowedDependencies = {"common", "outbound"})
@NullMarked
package oddboard.place;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
