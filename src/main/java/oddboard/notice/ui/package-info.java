@NullMarked
package oddboard.notice.ui;

import org.jspecify.annotations.NullMarked;
