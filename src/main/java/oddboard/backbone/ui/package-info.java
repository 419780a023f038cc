/** The page of backbones. */
@NullMarked
package oddboard.backbone.ui;

import org.jspecify.annotations.NullMarked;
