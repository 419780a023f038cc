/** Metrics of scores and maps against labels (ROC AUC, DeLong, average precision, AUPRO): plain Java. */
@NullMarked
package oddboard.metric;

import org.jspecify.annotations.NullMarked;
