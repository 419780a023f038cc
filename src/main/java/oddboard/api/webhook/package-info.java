/** Webhooks for programs by REST. */
@NullMarked
package oddboard.api.webhook;

import org.jspecify.annotations.NullMarked;
