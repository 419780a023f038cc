/** The OpenAPI 3.1 description of the REST API. */
@NullMarked
package oddboard.api.openapi;

import org.jspecify.annotations.NullMarked;
