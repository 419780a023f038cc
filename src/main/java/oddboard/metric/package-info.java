/** Figures that judge scores against labels: plain Java. */
@NullMarked
package oddboard.metric;

import org.jspecify.annotations.NullMarked;
