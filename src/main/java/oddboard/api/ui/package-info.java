@NullMarked
package oddboard.api.ui;

import org.jspecify.annotations.NullMarked;
