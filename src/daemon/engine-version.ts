/**
 * Raised with every change by which the same rules find other things in the same text. Part of the rule set's version:
 * after an upgrade everything is analysed anew. Its second half is the version of rules/secrets/generic-classifier.json.
 */
export const engineVersion = '3+47c50aff2148';
