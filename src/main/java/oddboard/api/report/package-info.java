/** Reports as HTML files. */
@NullMarked
package oddboard.api.report;

import org.jspecify.annotations.NullMarked;
