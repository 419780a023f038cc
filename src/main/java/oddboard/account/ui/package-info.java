@NullMarked
package oddboard.account.ui;

import org.jspecify.annotations.NullMarked;
