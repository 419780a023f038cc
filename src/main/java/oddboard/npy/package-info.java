/** Reading NumPy's .npy arrays: header, element types, and the range of the values. */
@ApplicationModule(allowedDependencies = {"common"})
@NullMarked
package oddboard.npy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
