/** Registered models, their versions, aliases and thresholds. */
@NullMarked
package oddboard.api.model;

import org.jspecify.annotations.NullMarked;
