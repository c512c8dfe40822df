/**
 * Raised with every change by which the same rules find other things in the same text. Part of the rule set's version:
 * after an upgrade everything is analysed anew.
 */
export const engineVersion = '1';
