@NullMarked
package oddboard.health.ui;

import org.jspecify.annotations.NullMarked;
