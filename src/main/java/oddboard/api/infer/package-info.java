/**
 * The Open Inference Protocol, version 2, with its binary tensor extension: for programs that know it and not this one. Its
 * addresses, bodies and errors are the protocol's own, so they stand beside the API and not in its description.
 */
@NullMarked
package oddboard.api.infer;

import org.jspecify.annotations.NullMarked;
