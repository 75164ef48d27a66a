/** What an enrolment ends with that reached another goal than any order. */

/** Who ordered of the category that was the goal. */
export const ORDERED_OF_CATEGORY = 'ordered of the category';
/** Who joined the segment that was the goal. */
export const JOINED = 'joined the segment';
