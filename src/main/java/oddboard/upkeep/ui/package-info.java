@NullMarked
package oddboard.upkeep.ui;

import org.jspecify.annotations.NullMarked;
