/** The page that documents the REST API. */
@NullMarked
package oddboard.api.ui;

import org.jspecify.annotations.NullMarked;
