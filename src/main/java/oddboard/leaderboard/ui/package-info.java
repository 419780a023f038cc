/** Pages of the leaderboard and of comparisons. */
@NullMarked
package oddboard.leaderboard.ui;

import org.jspecify.annotations.NullMarked;
