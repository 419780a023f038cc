/** Inboxes by REST. */
@NullMarked
package oddboard.api.inbox;

import org.jspecify.annotations.NullMarked;
