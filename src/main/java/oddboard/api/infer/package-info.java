/** The Open Inference Protocol, version 2: what it prescribes stands beside the API and not in its description. */
@NullMarked
package oddboard.api.infer;

import org.jspecify.annotations.NullMarked;
