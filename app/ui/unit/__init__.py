"""The unit page: everything known of one unit, its photos, its papers, and what may be done to it.

said        its words
pieces      its parts, as data
scene       its parts worked out from the unit's record
acts        what may be done, what that asks for, and the requests that it becomes
pack        its evidence, packed for somebody outside
claims      its claims, opened and packed; covering: what is covered on its photos before they leave
pictures    photos read and scaled in the lane
head, found, gallery, lists, panel, reference   its widgets
view        the page
"""
