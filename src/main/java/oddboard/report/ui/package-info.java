/** The button that leads to a report, and the choice of what that quotes. */
@NullMarked
package oddboard.report.ui;

import org.jspecify.annotations.NullMarked;
