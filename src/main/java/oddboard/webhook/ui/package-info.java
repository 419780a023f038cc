/** The page of one's webhooks. */
@NullMarked
package oddboard.webhook.ui;

import org.jspecify.annotations.NullMarked;
