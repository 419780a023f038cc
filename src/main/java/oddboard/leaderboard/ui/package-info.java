/** Pages of the leaderboard and of comparisons, and the parts of them that the packages above use. */
@NamedInterface("ui")
@NullMarked
package oddboard.leaderboard.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
