"""The addresses of the assessment at the office."""

from django.urls import path

from grants.views.officer.assessment import assigning, meeting, own, pools, rounds

_CALL = "office/calls/<slug:slug>/assessment/"
_ROUND = "office/assessment/rounds/<int:pk>/"
_GIVEN = "office/assessment/assignments/<int:pk>/"
_OWN = "office/assess/<int:pk>/"
_POOL = "office/assessment/pools/<int:pk>/"

officer_paths = [
    path("office/assess/", own.assignment_list, name="assignment_list"),
    path(_OWN, own.assignment_detail, name="assignment_detail"),
    path(_OWN + "declare/", own.assignment_declare, name="assignment_declare"),
    path(_OWN + "save/", own.assignment_save, name="assignment_save"),
    path(_OWN + "hand-in/", own.assignment_hand_in, name="assignment_hand_in"),
    path(_OWN + "look/", own.assignment_look, name="assignment_look"),
    path(_OWN + "files/<int:document>/", own.assignment_file, name="assignment_file"),
    path(_CALL, rounds.assessment_round_list, name="assessment_round_list"),
    path(_CALL + "new/", rounds.assessment_round_create, name="assessment_round_create"),
    path(_ROUND, rounds.assessment_round_detail, name="assessment_round_detail"),
    path(_ROUND + "edit/", rounds.assessment_round_edit, name="assessment_round_edit"),
    path(_ROUND + "remind/", rounds.assessment_round_remind, name="assessment_round_remind"),
    path(_ROUND + "assign/", assigning.assessment_round_assign, name="assessment_round_assign"),
    path(_ROUND + "ranking/", meeting.assessment_round_ranking, name="assessment_round_ranking"),
    path(_ROUND + "ranking/agree/", meeting.assessment_round_agree, name="assessment_round_agree"),
    path(_ROUND + "criteria/new/", rounds.round_criterion_create, name="round_criterion_create"),
    path("office/assessment/criteria/<int:pk>/", rounds.round_criterion_edit, name="round_criterion_edit"),
    path(
        "office/assessment/criteria/<int:pk>/remove/",
        rounds.round_criterion_remove,
        name="round_criterion_remove",
    ),
    path(_GIVEN + "take-back/", assigning.assignment_take_back, name="assignment_take_back"),
    path(_GIVEN + "conflict/", assigning.assignment_conflict, name="assignment_conflict"),
    path(_GIVEN + "give-back/", assigning.assignment_give_back, name="assignment_give_back"),
    path("office/assessment/pools/", pools.assessor_pool_list, name="assessor_pool_list"),
    path("office/assessment/pools/new/", pools.assessor_pool_create, name="assessor_pool_create"),
    path(_POOL, pools.assessor_pool_detail, name="assessor_pool_detail"),
    path(_POOL + "edit/", pools.assessor_pool_edit, name="assessor_pool_edit"),
    path(_POOL + "members/new/", pools.pool_member_create, name="pool_member_create"),
    path("office/assessment/members/<int:pk>/", pools.pool_member_edit, name="pool_member_edit"),
]
