/** Leaderboards, comparisons and submissions. */
@NullMarked
package oddboard.api.board;

import org.jspecify.annotations.NullMarked;
