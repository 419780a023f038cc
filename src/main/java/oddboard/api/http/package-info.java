/** What holds for every request: ETags, repeated requests, expectations, raw bodies. */
@NullMarked
package oddboard.api.http;

import org.jspecify.annotations.NullMarked;
