/** Backbones by REST. */
@NullMarked
package oddboard.api.backbone;

import org.jspecify.annotations.NullMarked;
