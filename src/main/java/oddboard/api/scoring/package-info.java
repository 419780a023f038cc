/** Scoring jobs, their results, and single images scored at once. */
@NullMarked
package oddboard.api.scoring;

import org.jspecify.annotations.NullMarked;
