/** Label sets, drafts, marks and splits. */
@NullMarked
package oddboard.api.label;

import org.jspecify.annotations.NullMarked;
