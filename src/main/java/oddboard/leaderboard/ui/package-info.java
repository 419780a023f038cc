@NullMarked
package oddboard.leaderboard.ui;

import org.jspecify.annotations.NullMarked;
